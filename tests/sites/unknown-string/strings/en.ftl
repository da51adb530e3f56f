kinds-comitment = Pledges
kinds-practice = What is done
unit-boats = boats
